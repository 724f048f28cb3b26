// Leads from an old address to the new one and keeps what followed ? and #.
{
  const { to } = document.currentScript.dataset;
  location.replace(to + location.search + location.hash);
}
