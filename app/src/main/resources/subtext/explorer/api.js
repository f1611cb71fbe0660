// The server's routes, as functions.

/** What a route refused, in the server's words. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

const TOKEN = "subtext.token";

/** The token that the server asks for, if it asks for one; kept for as long as the tab is open, or as the page where the browser keeps nothing. */
export const token = {
  own: null,
  get() {
    try {
      return this.own ?? sessionStorage.getItem(TOKEN);
    } catch {
      return null;
    }
  },
  set(value) {
    this.own = value;
    try {
      sessionStorage.setItem(TOKEN, value);
    } catch {
      // then it lasts as long as the page
    }
  },
};

async function request(path, { body, signal } = {}) {
  const headers = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token.get()) headers.Authorization = `Bearer ${token.get()}`;
  const answer = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (answer.ok) return answer;
  const error = await answer.json().catch(() => null);
  throw new Refusal(error?.error?.message ?? `${answer.status} ${answer.statusText}`, answer.status);
}

const get = async (path, signal) => (await request(path, { signal })).json();

/** Calls a verb: `call("encode", {model, texts})`. */
export const call = async (verb, body, signal) => (await request(`/v1/${verb}`, { body, signal })).json();

const ofModel = (id, part) => `/v1/models/${encodeURIComponent(id)}/${part}`;

export const models = async () => (await get("/v1/models")).data;
export const card = (id) => get(ofModel(id, "card"));

/** All rows of a run's metrics from a byte of its file on, where that goes on, and how the run stands. */
export async function metrics(id, from = 0, signal) {
  const rows = [];
  for (;;) {
    const part = await get(ofModel(id, `metrics?from=${from}`), signal);
    rows.push(...part.rows);
    if (part.next === from || !part.rows.length) return { rows, next: part.next, state: part.state };
    from = part.next;
  }
}

export const decodePoint = (id, method, x, y, signal) =>
  get(ofModel(id, `map/decode?method=${method}&x=${x}&y=${y}`), signal);

/** The map of a model; `progress` hears how far it is while it is being computed. */
export async function map(id, method, progress, signal) {
  for (;;) {
    const answer = await request(ofModel(id, `map?method=${method}`), { signal });
    const found = await answer.json();
    if (answer.status !== 202) return found;
    progress(found.progress);
    await new Promise((done) => setTimeout(done, 400));
    signal?.throwIfAborted();
  }
}

/** Server-sent events of a route; `hear(name, data)` gets each until the stream ends or is aborted. */
async function events(path, options, hear) {
  const reader = (await request(path, options)).body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const parts = text.split(/\r?\n\r?\n/);
    text = parts.pop();
    for (const part of parts) {
      const lines = part.split(/\r?\n/);
      const field = (name) =>
        lines.filter((line) => line.startsWith(name + ":")).map((line) => line.slice(name.length + 1).replace(/^ /, "")).join("\n");
      const data = field("data");
      if (data) hear(field("event") || "message", JSON.parse(data));
    }
  }
}

export const streamed = (verb, body, signal, hear) =>
  events(`/v1/${verb}`, { body: { ...body, stream: true }, signal }, hear);
export const watchMetrics = (id, from, signal, hear) =>
  events(ofModel(id, `metrics/stream?from=${from}`), { signal }, hear);
