/**
 * Pages of RouterOS' hotspot (html-directory), each as small as it can be: all lead to ours, with what the router knows of the device.
 * Variables: https://help.mikrotik.com/docs/spaces/ROS/pages/87162881/Hotspot+customisation
 */
const SAID = [
  ...['mac', 'ip', 'username', 'link-login', 'link-login-only', 'link-orig', 'error'],
  ...['chap-id', 'chap-challenge'],
] as const

export const ROUTER_FILES = [
  'login.html',
  'rlogin.html',
  'redirect.html',
  'alogin.html',
  'status.html',
  'logout.html',
  'error.html',
] as const
export type RouterFile = (typeof ROUTER_FILES)[number]

/** `page`: the address of the captive page of the router's site. */
export function routerFile(file: RouterFile, page: string): string {
  const to = attribute(page)
  switch (file) {
    case 'login.html': {
      const fields = SAID.map((name) => `<input type="hidden" name="${name}" value="$(${name})">`)
      // A form, because the challenge of CHAP has octets that no address can bear as they are.
      return page200(
        `<form name="go" action="${to}" method="get">${fields.join('')}<input type="submit" value="Wi-Fi"></form><script>document.go.submit()</script>`,
      )
    }
    case 'alogin.html':
      return page200(`<p>OK</p><p><a href="$(link-redirect)">&rarr;</a></p>`, '$(link-redirect)')
    case 'status.html':
    case 'logout.html':
    case 'error.html':
      return page200(`<p>$(error)</p><p><a href="${to}">Wi-Fi</a></p>`, page)
    case 'rlogin.html':
    case 'redirect.html':
      return page200(`<p><a href="$(link-redirect)">Wi-Fi</a></p>`, '$(link-redirect)')
  }
}

function page200(body: string, next?: string): string {
  const refresh =
    next === undefined ? '' : `<meta http-equiv="refresh" content="0;url=${attribute(next)}">`
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Wi-Fi</title>${refresh}</head><body>${body}</body></html>\n`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
