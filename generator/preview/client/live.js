// The page's end of the live preview. The event stream is a bell; what has
// changed is asked of the server.
const mark = document.querySelector("script[data-page]").dataset.page;
const host = document.documentElement.appendChild(document.createElement("kaizen-preview"));
const root = host.attachShadow({ mode: "closed" });
host.style.cssText = "position:fixed;inset:auto 0 0;z-index:2147483647;max-height:60vh;overflow:auto;background:#fff;color:#111";

async function check() {
	const answer = await fetch("/-/status?path=" + encodeURIComponent(decodeURIComponent(location.pathname)));
	const status = await answer.json();
	if ((status.page || "-") !== mark) return location.reload();
	root.replaceChildren(...status.problems.filter((p) => p.level === "error").map(line));
}

function line(p) {
	const el = document.createElement("p");
	el.textContent = [p.file, p.line, p.col].filter(Boolean).join(":") + " " + p.text + " — " + (p.hint || "");
	return el;
}

new EventSource("/-/events").addEventListener("reload", check);
