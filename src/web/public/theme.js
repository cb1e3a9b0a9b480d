// Runs before the first paint so that a dark screen never flashes white. A file of its own,
// because the Content-Security-Policy refuses inline scripts.

// zod would try `new Function` to find out whether it may; the policy refuses and reports it.
globalThis.__zod_globalConfig = { jitless: true }
;(function () {
  let choice = 'system'
  let language = ''
  try {
    choice = localStorage.getItem('kasi.theme') || 'system'
    language = localStorage.getItem('kasi.language') || ''
  } catch {
    // Storage can be forbidden; the system's choice is good enough.
  }
  const dark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  if (language === '"sw"' || language === 'sw') document.documentElement.lang = 'sw'
})()
