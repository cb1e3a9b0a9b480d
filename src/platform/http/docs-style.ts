/** Look of /api/docs, light and dark, without a build step. Contrasts are WCAG 2.2 AA in both. */
export const DOCS_STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fcfcfb, #101312); --raised: light-dark(#ffffff, #171b1a); --sunk: light-dark(#f3f4f1, #0b0e0d);
  --ink: light-dark(#1b211f, #e6ebe8); --soft: light-dark(#56605c, #9aa6a1); --line: light-dark(#e1e5e1, #262c2a);
  --accent: light-dark(#0b6b53, #5fd3b0); --warm: light-dark(#8a4b08, #f0b871); --red: light-dark(#a3262a, #ff9d97); --blue: light-dark(#1f56a8, #8fbcff);
  --sans: "Geist Variable", Geist, Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  --mono: "Geist Mono Variable", "Geist Mono", ui-monospace, "SF Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box }
html { scroll-padding-top: 1.5rem; scroll-behavior: smooth }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
body { margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr); min-height: 100vh; background: var(--paper); color: var(--ink); font: 400 0.9375rem/1.6 var(--sans); -webkit-font-smoothing: antialiased }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px }
.skip { position: absolute; left: -999px } .skip:focus { left: 1rem; top: 1rem; background: var(--raised); padding: .5rem 1rem; z-index: 2 }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.75rem 1rem; border-right: 1px solid var(--line); background: var(--sunk) }
nav ul { list-style: none; margin: 1.25rem 0; padding: 0 } nav li a, nav p a { display: block; padding: .3rem .75rem; border-radius: 6px; color: var(--soft); text-decoration: none }
nav li a:hover { color: var(--ink); background: var(--raised) } nav li a[aria-current] { color: var(--ink); background: var(--raised); box-shadow: inset 2px 0 var(--accent); font-weight: 550 }
nav p { margin: 0; border-top: 1px solid var(--line); padding-top: 1rem; font: 0.8125rem var(--mono) }
.brand { padding: 0 .75rem; font-size: 1.0625rem; color: var(--ink); text-decoration: none } .brand b { font-weight: 650; letter-spacing: -.02em }
main { padding: 3rem clamp(1.25rem, 4vw, 4rem) 6rem; max-width: 82rem }
h1 { font-size: 2rem; line-height: 1.15; letter-spacing: -.03em; font-weight: 620; margin: 0 0 1rem } .lead { font-size: 1.125rem; color: var(--soft); max-width: 44rem; margin: 0 0 2rem }
h2 { font-size: 1.1875rem; letter-spacing: -.015em; font-weight: 600; margin: 2.5rem 0 .5rem } h2 a { color: inherit; text-decoration: none } h2 a:hover::after { content: " #"; color: var(--soft) }
h3 { font-size: .75rem; text-transform: uppercase; letter-spacing: .07em; color: var(--soft); font-weight: 600; margin: 1.5rem 0 .5rem }
main > p { max-width: 44rem }
.cards { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem }
.card { display: flex; flex-direction: column; padding: 1rem 1.125rem; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); text-decoration: none; color: var(--ink) } .card:hover { border-color: var(--accent) } .card span { color: var(--soft); font-size: .8125rem }
.contents { list-style: none; padding: 0; margin: 0 0 1rem; columns: 17rem; column-gap: 2rem } .contents a { display: flex; gap: .6rem; align-items: baseline; padding: .2rem 0; color: var(--ink); text-decoration: none } .contents a:hover { color: var(--accent) }
section { border-top: 1px solid var(--line); padding-top: .25rem; margin-top: 2.5rem }
.line { display: flex; gap: .75rem; align-items: baseline; margin: 0 0 .5rem } .path { font-size: .9375rem; background: none; padding: 0; overflow-wrap: anywhere } .path b { color: var(--accent); font-weight: 500 }
.method { font: 600 .6875rem/1 var(--mono); min-width: 3.6rem; text-align: center; padding: .3rem .35rem; border-radius: 5px; border: 1px solid currentColor; display: inline-block }
.get { color: var(--accent) } .post { color: var(--blue) } .put, .patch { color: var(--warm) } .delete { color: var(--red) }
.tags { display: flex; flex-wrap: wrap; gap: .4rem; margin: .75rem 0 } .tag { font-size: .8125rem; border: 1px solid var(--line); border-radius: 999px; padding: .1rem .7rem; background: var(--raised) } .tag code { background: none; padding: 0 } .warm { color: var(--warm); border-color: currentColor } .quiet { color: var(--soft) }
.note { color: var(--soft); max-width: 44rem } .none { color: var(--soft); margin: 0 }
.two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 26rem); gap: 2.5rem; align-items: start } .example { position: sticky; top: 1rem }
code { font: .8125em/1.5 var(--mono); background: var(--sunk); border-radius: 4px; padding: .1em .3em } pre { margin: 0 0 .75rem; padding: .875rem 1rem; background: var(--sunk); border: 1px solid var(--line); border-radius: 8px; overflow: auto; max-height: 26rem; font-size: .9375rem } pre code { background: none; padding: 0 }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--raised) } table { width: 100%; border-collapse: collapse; font-size: .875rem } tr + tr { border-top: 1px solid var(--line) } th, td { text-align: left; vertical-align: top; padding: .5rem .875rem } th { font-weight: 500; width: 40%; overflow-wrap: anywhere } th code { background: none; padding: 0; font-size: .8125rem } th i, td i { color: var(--soft); font-size: .75rem; margin-left: .4rem } small { color: var(--soft) } .type { overflow-wrap: anywhere }
@media (max-width: 64rem) { .two { grid-template-columns: minmax(0, 1fr); gap: 0 } .example { position: static } }
@media (max-width: 46rem) { body { display: block } nav { position: static; height: auto; padding: 1rem; border-right: 0; border-bottom: 1px solid var(--line) } nav ul { display: flex; overflow-x: auto; margin: .75rem 0 0 } nav li a { white-space: nowrap } nav p { display: none } main { padding-top: 1.5rem } }
`
