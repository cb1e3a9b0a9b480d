// The portal without a network: its page and files are kept, and what people look at is never older than its last answer.
// A file of its own, because a worker reaches only what lies beside or below it.
const KEPT = 'portal-2'
const PAGE = '/portal/'

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((kept) => kept.addAll([PAGE, '/theme.js', '/portal/first.js', '/favicon.svg']))
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

// Files with a hash in their name never change; the page is asked for first, and taken from here where nobody answers. Data
// is never kept: it is personal, and a phone may be lent.
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    event.respondWith(
      fetch(request)
        .then((answer) => keep(PAGE, answer))
        .catch(() => caches.match(PAGE)),
    )
    return
  }
  if (!/^\/(assets\/|theme\.js$|portal\/first\.js$|favicon\.svg$)/.test(url.pathname)) return
  event.respondWith(
    caches
      .match(request)
      .then((kept) => kept ?? fetch(request).then((answer) => keep(request, answer))),
  )
})

async function keep(request, answer) {
  if (answer.ok) await (await caches.open(KEPT)).put(request, answer.clone())
  return answer
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
