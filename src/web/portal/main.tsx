import '#web/ui/theme.css'
import { createRoot } from 'react-dom/client'
import { App } from '#web/portal/App.tsx'
import { takeEarly } from '#web/portal/early.ts'
import { firstAnswered } from '#web/portal/queries.ts'
import { startLanguage } from '#web/portal/texts.ts'

const place = document.getElementById('app')
if (!place) throw new Error('index.html has no #app')

// The worker knows only pages that were opened below its own address, and that ends in a slash.
if (location.pathname === '/portal') location.replace('/portal/')

// Subscribers have the phones that they have; what those lack is brought along.
if (typeof Temporal === 'undefined') await import('temporal-polyfill/global')

await startLanguage()
// The early form gives way when it is known what comes in its place, so that nobody types into nothing.
await firstAnswered()
takeEarly()
createRoot(place).render(<App />)

// The page works without it; with it, it opens without a network, and can be told things. What it fetches may wait for the page itself.
const register = () => void navigator.serviceWorker.register('/portal/sw.js').catch(() => undefined)
if ('serviceWorker' in navigator) {
  if (document.readyState === 'complete') register()
  else window.addEventListener('load', register)
}
