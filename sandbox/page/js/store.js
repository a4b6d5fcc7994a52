// What the page knows. Regions subscribe to a topic and redraw themselves when it is told.
//
// Topics: state (people, channels, me), messages, thread, surfaces (modals, Home), clock, connection.

import { actAs, page } from "./api.js";

export const store = {
  me: "",
  team: { id: "", name: "", url: "" },
  app: { commands: [], shortcuts: [], user_id: "", name: "" },
  people: new Map(),
  channels: new Map(),
  views: [],
  home: null,
  room: { id: null, messages: [], ephemerals: [], hasMore: false, isLoading: false },
  thread: { channelId: null, ts: null, messages: [], ephemerals: [] },
  isConnected: true,
};

const listeners = new Map();

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
}

export function tell(...topics) {
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) listener();
}

export const person = (id) => store.people.get(id);
export const channel = (id) => store.channels.get(id);
export const me = () => store.people.get(store.me);

/** Gives what a person is called, as Slack shows it. */
export function nameOf(id) {
  const someone = typeof id === "object" ? id : person(id);
  if (!someone) return id === "USLACKBOT" ? "Slackbot" : "Someone";
  return someone.display_name || someone.real_name || someone.name;
}

/** Gives what a conversation is called: a channel's name, or who else is in it. */
export function titleOf(room) {
  if (room.kind !== "im" && room.kind !== "mpim") return room.name;
  const others = room.members.filter((id) => id !== store.me);
  return others.length ? others.map(nameOf).join(", ") : `${nameOf(store.me)} (you)`;
}

export const isAppRoom = (room) => room?.kind === "im" && room.members.includes(store.app.user_id);

/** Loads everything but messages for whoever acts; a `userId` changes who that is. */
export async function load(userId = store.me) {
  actAs(userId);
  await fetched(
    () => page.get("state"),
    (state) => {
      actAs(state.me);
      Object.assign(store, { me: state.me, team: state.team, app: state.app, views: state.views, home: state.home });
      store.people = new Map(state.people.map((someone) => [someone.id, someone]));
      store.channels = new Map(state.channels.map((room) => [room.id, room]));
      setNow(state.now);
    },
  );
  tell("state", "surfaces", "clock");
}

let moment = { at: Date.now(), seen: performance.now() };

function setNow(iso) {
  moment = { at: Date.parse(iso), seen: performance.now() };
}

/** Gives the workspace's time; it may be far from this machine's. */
export const now = () => new Date(moment.at + (performance.now() - moment.seen));

const recordings = new Set();

/**
 * Asks for something and hands it to `keep`. What happens between the question and the answer may be missing in the
 * answer, so it is applied once more on top.
 */
async function fetched(ask, keep) {
  const heard = [];
  recordings.add(heard);
  try {
    keep(await ask());
  } finally {
    recordings.delete(heard);
  }
  for (const event of heard) EVENTS[event.kind](event);
}

let loading = 0;

/** Loads a conversation's newest messages, back to `since` if that is given. */
export async function openRoom(id, since = null) {
  const turn = ++loading;
  if (store.room.id !== id) store.room = { id, messages: [], ephemerals: [], hasMore: false, isLoading: true };
  tell("messages");
  await fetched(
    () => page.get("messages", { channel: id, since }),
    ({ messages, ephemerals, has_more: hasMore }) => {
      if (turn === loading) store.room = { id, messages, ephemerals, hasMore, isLoading: false };
    },
  );
  tell("messages");
}

export function closeRoom() {
  loading++;
  store.room = { id: null, messages: [], ephemerals: [], hasMore: false, isLoading: false };
}

/** Loads what was said before the oldest message that is shown. */
export async function loadOlder() {
  const { id, messages, hasMore, isLoading } = store.room;
  if (!hasMore || isLoading || !messages.length) return;
  store.room.isLoading = true;
  try {
    const found = await page.get("messages", { channel: id, before: messages[0].ts });
    if (store.room.id !== id) return;
    store.room.messages = [...found.messages, ...store.room.messages];
    store.room.hasMore = found.has_more;
  } finally {
    store.room.isLoading = false;
    tell("messages");
  }
}

export async function openThread(channelId, ts) {
  if (store.thread.ts !== ts) store.thread = { channelId, ts, messages: [], ephemerals: [] };
  tell("thread");
  await fetched(
    () => page.get("thread", { channel: channelId, ts }),
    ({ messages, ephemerals }) => {
      if (store.thread.ts === ts) store.thread = { channelId, ts, messages, ephemerals };
    },
  );
  tell("thread");
}

export function closeThread() {
  store.thread = { channelId: null, ts: null, messages: [], ephemerals: [] };
  tell("thread");
}

/** Marks a conversation read up to its newest message. */
export async function markRead(room) {
  if (!room?.is_member || !room.latest || (!room.unread && !room.mentions)) return;
  const marks = await page.post("read", { channel: room.id, ts: room.latest });
  Object.assign(room, marks);
  tell("state");
}

let reloading = null;

/** Loads the state again soon; many reasons at once make one request. */
function reloadSoon() {
  reloading ??= setTimeout(async () => {
    reloading = null;
    await load().catch(() => {});
  }, 60);
}

let stream = null;

/**
 * Follows what happens; gives a promise kept once nothing can be missed any more: what is loaded after it is whole.
 * A hidden page lets go, since browsers allow few connections, and catches up when it is seen.
 */
export function follow() {
  stream?.close();
  stream = null;
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    let isFirst = true;
    stream = page.stream();
    stream.onopen = () => connected(true);
    stream.onerror = () => {
      connected(false);
      resolve();
    };
    stream.onmessage = ({ data }) => {
      const event = JSON.parse(data);
      if (event.kind === "hello" && isFirst) {
        isFirst = false;
        resolve();
      } else take(event);
    };
  });
}

document.addEventListener("visibilitychange", async () => {
  if (!store.me) return;
  await follow();
  if (!document.hidden) catchUp();
});

function connected(isConnected) {
  if (store.isConnected === isConnected) return;
  store.isConnected = isConnected;
  tell("connection");
}

export async function catchUp() {
  try {
    await load();
    if (store.room.id) await openRoom(store.room.id, store.room.messages[0]?.ts);
    if (store.thread.ts) await openThread(store.thread.channelId, store.thread.ts);
  } catch {
    connected(false);
  }
}

function take(event) {
  const handler = EVENTS[event.kind];
  if (/^(message|ephemeral|surfaces)/.test(event.kind)) for (const heard of recordings) heard.push(event);
  if (handler) handler(event);
}

const EVENTS = {
  hello: catchUp, // the stream broke and came back: something may have been missed
  reload: catchUp,
  state: reloadSoon,
  clock: ({ now: iso }) => {
    setNow(iso);
    tell("clock", "messages", "thread");
  },
  surfaces: ({ views, home }) => {
    Object.assign(store, { views, home });
    tell("surfaces");
  },
  message: (event) => {
    const room = takeMarks(event);
    const { message } = event;
    const isReply = message.thread_ts && message.thread_ts !== message.ts;
    const { messages, hasMore } = store.room;
    const isLoaded = !hasMore || message.ts >= (messages[0]?.ts ?? "");
    if (store.room.id === event.channel_id && (!isReply || message.is_broadcast) && isLoaded) put(messages, message);
    if (store.thread.channelId === event.channel_id && [message.ts, message.thread_ts].includes(store.thread.ts)) {
      put(store.thread.messages, message);
    }
    if (!room) reloadSoon();
    tell("messages", "thread", "state");
  },
  message_gone: (event) => {
    takeMarks(event);
    const stays = (message) => message.ts !== event.ts;
    store.room.messages = store.room.messages.filter(stays);
    store.thread.messages = store.thread.messages.filter(stays);
    tell("messages", "thread", "state");
  },
  ephemeral: ({ channel_id: channelId, message }) => {
    for (const list of ephemeralsAt(channelId, message)) put(list, message);
    tell("messages", "thread");
  },
  ephemeral_gone: ({ message }) => {
    for (const place of [store.room, store.thread])
      place.ephemerals = place.ephemerals.filter((e) => e.ts !== message.ts);
    tell("messages", "thread");
  },
};

function ephemeralsAt(channelId, message) {
  if (message.thread_ts) return store.thread.ts === message.thread_ts ? [store.thread.ephemerals] : [];
  return store.room.id === channelId ? [store.room.ephemerals] : [];
}

function takeMarks({ channel_id: id, unread, mentions, last_read, latest, pins }) {
  const room = channel(id);
  if (room) Object.assign(room, { unread, mentions, last_read, latest, pins });
  return room;
}

/** Puts a message where its ts belongs, in place of an older version of it. */
function put(messages, message) {
  const index = messages.findIndex((other) => other.ts >= message.ts);
  if (index < 0) messages.push(message);
  else messages.splice(index, messages[index].ts === message.ts ? 1 : 0, message);
}
