// One event stream for all tabs. Browsers open six connections to a server at
// most; with a stream for each tab the seventh tab would wait forever. The tab
// that holds the lock has the stream and tells the others.

const name = 'kaizen-preview';

/**
 * @param {() => void} ring called when something may have changed
 * @param {(connected: boolean) => void} state called when the server goes away or comes back
 */
export function listen(ring, state) {
  let channel, stream, leave;

  function tell(message) {
    channel?.postMessage(message);
    hear(message);
  }

  function hear(message) {
    if (message !== 'lost') ring();
    state(message !== 'lost');
  }

  function open() {
    stream = new EventSource('/-/events');
    stream.addEventListener('open', () => tell('back'));
    stream.addEventListener('reload', () => tell('reload'));
    stream.addEventListener('error', () => {
      tell('lost');
      if (stream?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      close();
      setTimeout(() => leave && open(), 2000);
    });
  }

  function close() {
    stream?.close();
    stream = undefined;
  }

  function join() {
    if (leave) return;
    channel = new BroadcastChannel(name);
    channel.onmessage = (event) => hear(event.data);
    if (navigator.locks) lead();
    else follow();
  }

  function lead() {
    const queue = new AbortController();
    let done = () => {};
    leave = () => {
      queue.abort();
      done();
    };
    const held = () => {
      open();
      return new Promise((resolve) => (done = resolve));
    };
    navigator.locks.request(name, { signal: queue.signal }, held).catch(() => {}); // aborted while waiting
  }

  /** Without locks (plain HTTP on the local network) a tab listens while it is seen. */
  function follow() {
    const change = () => {
      if (document.visibilityState === 'hidden') close();
      else if (!stream) open();
    };
    leave = () => document.removeEventListener('visibilitychange', change);
    document.addEventListener('visibilitychange', change);
    change();
  }

  function part() {
    leave?.();
    leave = undefined;
    close();
    channel?.close();
    channel = undefined;
  }

  addEventListener('pagehide', part);
  addEventListener('pageshow', (event) => {
    join();
    if (event.persisted) ring();
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ring());
  join();
}
