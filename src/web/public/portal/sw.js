// The portal without a network: its page and files are kept, and what people look at is never older than its last answer.
// A file of its own, because a worker reaches only what lies beside or below it.
const KEPT = 'portal-3'
const PAGE = '/portal/'
const HASHED = /^\/assets\//
const PLAIN = ['/theme.js', '/portal/first.js', '/favicon.svg']
/** Some releases of them; a phone is not to fill up with those that are gone. */
const HASHED_MAX = 120

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((kept) => kept.addAll([PAGE, ...PLAIN]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  )
})

// Files with a hash in their name never change. The few without are given as they were kept, and asked for meanwhile, so that
// they are a visit old at most. The page is asked for first, and taken from here where nobody answers. Data is never kept: it is
// personal, and a phone may be lent.
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  const asked = (as) => fetch(request).then((answer) => keep(event, as, answer))
  if (request.mode === 'navigate') event.respondWith(asked(PAGE).catch(() => caches.match(PAGE)))
  else if (HASHED.test(url.pathname))
    event.respondWith(caches.match(request).then((kept) => kept ?? asked(request)))
  else if (PLAIN.includes(url.pathname)) {
    const now = asked(request)
    event.waitUntil(now.catch(() => undefined))
    event.respondWith(caches.match(request).then((kept) => kept ?? now))
  }
})

/** Hands the answer on at once; a phone that is full keeps nothing, and shows the page all the same. */
function keep(event, as, answer) {
  if (answer.ok) event.waitUntil(put(as, answer.clone()).catch(() => undefined))
  return answer
}

async function put(as, answer) {
  const kept = await caches.open(KEPT)
  await kept.put(as, answer)
  const hashed = (await kept.keys()).filter(({ url }) => HASHED.test(new URL(url).pathname))
  await Promise.all(hashed.slice(0, -HASHED_MAX).map((oldest) => kept.delete(oldest)))
}

self.addEventListener('push', (event) => {
  const said = event.data ? event.data.json() : { title: '', body: '' }
  event.waitUntil(
    self.registration.showNotification(said.title, {
      body: said.body,
      tag: said.id,
      icon: '/favicon.svg',
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(
    self.clients
      .matchAll({ type: 'window' })
      .then(([open]) => (open ? open.focus() : self.clients.openWindow('/portal/messages'))),
  )
})
