// Speaks with the sandbox: `page` for what the page shows, `control` for what a person does.

/** What the sandbox would not do, in a sentence; `errors` are by block, for a modal. */
export class Refusal extends Error {
  constructor(message, { status = 0, errors = null, cause = undefined } = {}) {
    super(message, { cause });
    Object.assign(this, { status, errors });
  }
}

async function answer(response) {
  let body;
  try {
    body = await response.json();
  } catch {
    body = {};
  }
  if (!response.ok) {
    throw new Refusal(body.error ?? `The sandbox answered ${response.status}.`, {
      status: response.status,
      errors: body.errors,
    });
  }
  return body;
}

async function send(request) {
  try {
    return await answer(await request());
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("The sandbox does not answer. Is it still running?", { cause: error });
  }
}

function post(path, body) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return send(() => fetch(path, options));
}

function get(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return send(() => fetch(`${path}?${new URLSearchParams(given)}`));
}

let me = "";

/** Says who acts from now on; every request carries this person. */
export function actAs(userId) {
  me = userId;
}

export const page = {
  get: (what, query = {}) => get(`/page/${what}`, { as: me, ...query }),
  post: (what, body = {}) => post(`/page/${what}`, { user: me, ...body }),
  fileAddress: (fileId) => `/page/files/${encodeURIComponent(fileId)}?as=${encodeURIComponent(me)}`,
  upload: (file) =>
    send(() => fetch(`/page/upload?${new URLSearchParams({ as: me, name: file.name })}`, { method: "POST", body: file })),
  stream: () => new EventSource(`/page/stream?as=${encodeURIComponent(me)}`),
};

export const control = {
  post: (what, body = {}) => post(`/control/${what}`, { user: me, ...body }),
  log: (after) => get("/control/log", { after }),
  clock: (move) => post("/control/clock", move),
};
