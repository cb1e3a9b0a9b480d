// While the app is on its way: asks for what its first page shows, and lets those who are not signed in type already. On a slow line both save
// seconds. The app takes each answer once (queries.ts), and what was typed (early.ts). A file of its own, because the
// Content-Security-Policy refuses inline scripts.
globalThis.__first = Object.fromEntries(
  ['/api/brand', '/api/portal/me'].map((path) => [
    path,
    fetch(path, { headers: { accept: 'application/json' } }),
  ]),
)
;(function () {
  let isIn = false
  let language = ''
  try {
    isIn = localStorage.getItem('kasi.portal.in') === '1'
    language = localStorage.getItem('kasi.language') || ''
  } catch {
    // Storage can be forbidden; then a form is shown for a moment to somebody who is in.
  }
  if (language === '' && navigator.languages[0]?.startsWith('sw'))
    document.documentElement.lang = 'sw'
  const form = document.getElementById('early')
  if (!form || isIn || location.pathname === '/portal/google') return
  form.addEventListener('submit', (event) => event.preventDefault())
  form.hidden = false
})()
