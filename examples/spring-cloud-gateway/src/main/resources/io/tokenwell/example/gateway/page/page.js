// Shows one snapshot after the other. Each is whole, so one that is missed is not missing.

const byId = id => document.getElementById(id);

const STATES = {
  'fresh': 'fresh',
  'due': 'due for refresh',
  'expired': 'expired',
  'refreshing': 'refreshing',
  'cooling-down': 'cooling down',
  'login-required': 'login required',
  'expiry-unknown': 'expiry unknown',
  'not-in-use': 'not in use',
};
const COUNTERS = [
  ['refreshRequests', 'Refreshes asked for'],
  ['refreshSuccess', 'Refreshes done'],
  ['refreshFailure', 'Refreshes failed'],
  ['lockContention', 'Calls that met another’s refresh'],
  ['lockWaitHit', 'Waits that ended with a token'],
  ['lockWaitMiss', 'Waits given up'],
  ['lockAcquireFailure', 'Lock not reached'],
];
const SILENCE = 15_000;
const AGAIN = 1_500;
const ANSWERS = 40;

let source;
let again;
let lastHeard = 0;
let snapshot;
/** The server's clock less this one's monotonic one. */
let ahead = 0;
const cards = new Map();

// Listening

function listen() {
  source?.close();
  lastHeard = performance.now();
  source = new EventSource('tokenwell/stream');
  source.onmessage = event => {
    lastHeard = performance.now();
    link('live', 'live');
    show(JSON.parse(event.data));
  };
  source.onerror = () => {
    link('lost', 'reconnecting');
    if (source.readyState === EventSource.CLOSED) {
      clearTimeout(again);
      again = setTimeout(listen, AGAIN);
    }
  };
}

function link(state, text) {
  const element = byId('link');
  if (element.dataset.state !== state) {
    element.dataset.state = state;
    element.textContent = text;
  }
}

setInterval(() => {
  if (performance.now() - lastHeard > SILENCE) {
    link('lost', 'reconnecting');
    listen();
  }
}, 1_000);

// Showing

function show(next) {
  snapshot = next;
  ahead = Date.parse(next.now) - performance.now();
  for (const element of document.querySelectorAll('[data-demo]')) {
    element.hidden = !next.demo.includes(element.dataset.demo);
  }
  showHealth(next);
  showAccounts(next);
  showEvents(next.events);
  showCounters(next.counters);
}

function showHealth({stores, health, accounts}) {
  const unsaved = health.unsavedRotations === 0
    ? 'all saved'
    : `${health.unsavedRotations} unsaved, ${health.unsharedRotations} only in this process`;
  facts(byId('health'), [
    ['Redis', stores.redis ? 'answers' : 'away', stores.redis ? 'up' : 'down'],
    ['PostgreSQL', stores.postgresql ? 'answers' : 'away', stores.postgresql ? 'up' : 'down'],
    ['Rotations', unsaved, health.up ? 'up' : 'down'],
    ['Refreshing now', counted(accounts.filter(account => account.refreshing !== null).length, 'account')],
    ['Waiting', counted(accounts.reduce((sum, account) => sum + account.waiting, 0), 'caller')],
  ]);
  const redis = byId('redis');
  redis.dataset.order = stores.redis ? 'redis/stop' : 'redis/start';
  text(redis, stores.redis ? 'Stop Redis' : 'Start Redis');
}

function showCounters(counters) {
  const mean = counters.lockWaitSamples === 0
    ? '–' : `${Math.round(counters.lockWaitTotalMs / counters.lockWaitSamples)} ms`;
  facts(byId('counters'), [
    ...COUNTERS.map(([name, label]) => [label, String(counters[name])]),
    ['Waits, mean', mean],
  ]);
}

/** Keeps the elements, so that nothing moves. */
function facts(list, rows) {
  rows.forEach(([label, value, state], index) => {
    let row = list.children[index];
    if (!row) {
      row = make('div');
      row.append(make('dt'), make('dd'));
      list.append(row);
    }
    text(row.firstChild, label);
    text(row.lastChild, value);
    if (state) {
      row.lastChild.dataset.state = state;
    }
  });
}

function showAccounts({accounts, moreAccounts, demo, stores}) {
  const list = byId('accounts');
  const seen = new Set();
  accounts.forEach((account, index) => {
    const card = cards.get(account.id) ?? newCard(account.id);
    seen.add(account.id);
    if (list.children[index] !== card.element) {
      list.insertBefore(card.element, list.children[index] ?? null);
    }
    showAccount(card, account, demo);
  });
  for (const [id, card] of cards) {
    if (!seen.has(id)) {
      card.element.remove();
      cards.delete(id);
    }
  }
  const shown = moreAccounts ? `${accounts.length} of more are shown` : '';
  text(byId('accounts-note'), stores.postgresql ? shown : 'as last seen: PostgreSQL is away');
}

function newCard(id) {
  const element = byId('account').content.firstElementChild.cloneNode(true);
  const find = selector => element.querySelector(selector);
  find('h3').textContent = `Account ${id}`;
  find('h3').id = `account-${id}`;
  find('.bar').setAttribute('aria-label', `Life left of account ${id}’s token`);
  for (const button of element.querySelectorAll('button')) {
    button.append(make('span', 'hidden', ` for account ${id}`));
    button.addEventListener('click', () => act(button, button.dataset.action, id));
  }
  const card = {
    element,
    platform: find('.platform'),
    state: find('.state'),
    bar: find('.bar'),
    left: find('.left'),
    countdown: find('.countdown'),
    age: find('.age'),
    now: find('.now'),
    buttons: find('.buttons'),
    account: null,
  };
  element.dataset.account = id;
  cards.set(id, card);
  return card;
}

function showAccount(card, account, demo) {
  const before = card.account;
  card.account = account;
  text(card.platform, account.platform);
  text(card.state, STATES[account.state] ?? account.state);
  card.state.dataset.state = account.state;
  card.left.dataset.state = account.state;
  card.element.dataset.state = account.state;
  card.buttons.hidden = demo.length === 0;
  showNow(card.now, account);
  if (before && before.state !== account.state && (account.state === 'login-required' || account.state === 'cooling-down')) {
    tell(`Account ${account.id}: ${STATES[account.state]}`);
  }
  if (before && account.refreshedAt !== before.refreshedAt) {
    renewed(card.element);
    tell(`Account ${account.id} has a new token`);
  }
  tick(card);
}

function showNow(place, {state, refreshing, reason, pauseMillis, waiting}) {
  const parts = [];
  if (refreshing) {
    const seconds = Math.max(0, serverNow() - Date.parse(refreshing.since));
    parts.push(refreshing.silent ? 'no word from ' : 'claimed by ', make('code', '', refreshing.claim), ` for ${span(seconds)}`);
  }
  if (pauseMillis !== null) {
    parts.push(`nobody tries for ${span(pauseMillis)}`);
  }
  if (reason) {
    parts.push(state === 'login-required' ? `refused: ${reason}` : `: ${reason}`);
  }
  if (waiting > 0) {
    parts.push(`${parts.length ? ' · ' : ''}${counted(waiting, 'caller')} waiting`);
  }
  place.replaceChildren(...parts);
}

function renewed(element) {
  element.classList.remove('renewed');
  void element.offsetWidth;
  element.classList.add('renewed');
}

/** Between two snapshots the time goes on. */
function tick(card) {
  const {expiresAt, lifeMillis, refreshedAt} = card.account;
  const left = expiresAt === null ? 0 : Math.max(0, Date.parse(expiresAt) - serverNow());
  const life = lifeMillis && lifeMillis > 0 ? lifeMillis : Math.max(left, 1);
  card.life = Math.max(life, expiresAt === null ? 1 : left);
  card.bar.style.setProperty('--part', Math.min(1, left / card.life).toFixed(4));
  card.bar.style.setProperty('--skew', Math.min(1, snapshot.refreshSkewMillis / card.life).toFixed(4));
  card.bar.setAttribute('aria-valuemax', String(Math.round(card.life / 1000)));
  card.bar.setAttribute('aria-valuenow', String(Math.round(left / 1000)));
  const words = expiresAt === null ? 'no end known' : left === 0 ? 'over' : `${span(left)} left`;
  card.bar.setAttribute('aria-valuetext', words);
  text(card.countdown, words);
  text(card.age, refreshedAt === null ? '' : `token is ${span(Math.max(0, serverNow() - Date.parse(refreshedAt)))} old`);
}

setInterval(() => cards.forEach(card => card.account && tick(card)), 250);

function showEvents(events) {
  const list = byId('events');
  const newest = events.length === 0 ? '0' : String(events[0].number);
  if (list.dataset.newest === newest) {
    return;
  }
  list.dataset.newest = newest;
  list.replaceChildren(...(events.length === 0 ? [make('li', 'empty', 'Nothing has happened yet.')] : events.map(eventLine)));
}

function eventLine({at, type, accountId, details}) {
  const line = make('li');
  line.dataset.type = type;
  const time = make('time', '', clock(at));
  time.dateTime = at;
  line.append(make('b', '', `${words(type)} · account ${accountId}`), time);
  const text = Object.entries(details).map(([name, value]) => detail(name, value)).filter(Boolean).join(' · ');
  if (text) {
    line.append(make('p', 'quiet details', text));
  }
  return line;
}

function detail(name, value) {
  if (name.endsWith('Millis')) {
    return `${words(name.slice(0, -6)).toLowerCase()} ${span(value)}`;
  }
  if (value === true || value === false) {
    return value ? words(name).toLowerCase() : '';
  }
  return /At$/.test(name) && !Number.isNaN(Date.parse(value))
    ? `${words(name).toLowerCase()} ${clock(value)}`
    : `${words(name).toLowerCase()}: ${value}`;
}

// Trying

const SAID = {
  expire: id => `The token of account ${id} is over. The next caller gets a new one.`,
  revoke: id => `The login of account ${id} is revoked at the authorization server. The gateway finds out when it tries to use it.`,
  login: id => `Account ${id} is logged in anew.`,
};

async function act(button, action, id) {
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    if (action === 'send' || action === 'ten') {
      const callers = action === 'ten' ? 10 : 1;
      showAnswers(id, await post('send', {account: id, callers}));
    } else {
      await post(action, {account: id});
      say(SAID[action](id));
    }
  } catch (failure) {
    say(failure.message);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

async function post(action, order) {
  const answer = await fetch(`tokenwell/demo/${action}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Tokenwell-Demo': '1'},
    body: JSON.stringify(order),
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The gateway answers ${answer.status}.`);
  }
  return answer.status === 204 ? null : answer.json();
}

/** Callers who got the same are one line. */
function showAnswers(id, answers) {
  const groups = new Map();
  for (const answer of answers) {
    const key = JSON.stringify([answer.status, answer.tokenTail, answer.problem]);
    groups.set(key, [...groups.get(key) ?? [], answer]);
  }
  const body = byId('answers');
  body.querySelector('.empty')?.remove();
  for (const group of groups.values()) {
    body.prepend(answerLine(id, group));
  }
  while (body.children.length > ANSWERS) {
    body.lastElementChild.remove();
  }
  const tails = new Set(answers.map(answer => answer.tokenTail).filter(Boolean));
  const good = answers.filter(answer => answer.status === 200).length;
  say(`Account ${id}: ${good} of ${answers.length} answered${tails.size === 0 ? '' : ` with ${tails.size === 1 ? 'one token' : `${tails.size} tokens`}`}.`);
}

function answerLine(id, group) {
  const {status, tokenTail, problem} = group[0];
  const times = group.map(answer => answer.millis);
  const least = Math.min(...times);
  const most = Math.max(...times);
  const line = make('tr');
  line.append(
    make('td', 'quiet', clock(new Date(serverNow()).toISOString())),
    make('td', 'number', String(id)),
    make('td', 'number', String(group.length)),
    make('td', status === 200 ? 'answer ok' : 'answer', [status || 'none', problem].filter(Boolean).join(' ')),
    make('td', 'mono', tokenTail === null ? '–' : `…${tokenTail}`),
    make('td', 'number', least === most ? `${least} ms` : `${least}–${most} ms`));
  return line;
}

byId('redis').addEventListener('click', async event => {
  const button = event.currentTarget;
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  const order = button.dataset.order;
  try {
    await post(order, {});
    say(order === 'redis/stop'
      ? 'Redis is gone. The claim in PostgreSQL decides who refreshes.'
      : 'Redis is back, and empty.');
  } catch (failure) {
    say(failure.message);
  } finally {
    button.removeAttribute('aria-busy');
  }
});

byId('latency').addEventListener('change', async event => {
  const millis = Number(event.currentTarget.value);
  try {
    await post('latency', {millis});
    say(millis === 0 ? 'The token endpoint answers at once.' : `The token endpoint takes ${span(millis)} to answer.`);
  } catch (failure) {
    say(failure.message);
  }
});

function say(sentence) {
  text(byId('said'), sentence);
}

function tell(sentence) {
  text(byId('news'), sentence);
}

// Words

function make(tag, className = '', content = '') {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  if (content) {
    element.textContent = content;
  }
  return element;
}

function text(element, content) {
  if (element.textContent !== content) {
    element.textContent = content;
  }
}

function serverNow() {
  return performance.now() + ahead;
}

function clock(at) {
  return new Date(at).toLocaleTimeString('en-GB');
}

function words(name) {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}

function counted(many, what) {
  return many === 0 ? `no ${what}` : `${many} ${what}${many === 1 ? '' : 's'}`;
}

function span(millis) {
  if (millis < 1_000) {
    return `${Math.round(millis)} ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 100) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

listen();
