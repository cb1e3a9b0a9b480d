import { ROUTER_FILES } from './router-files.ts'

/** Where on the router its pages lie. */
const DIRECTORY = 'kasi-hotspot'

/**
 * What makes the hotspot of a MikroTik show our page: pasted after the set-up of the router, which makes its hotspot and its RADIUS. It
 * fetches the pages, lets people reach us before they have paid, and asks by the device's address first, so that whoever has time just gets on.
 * Again is the same as once.
 */
export function routerScript(at: {
  readonly page: string
  readonly files: string
  readonly walledGarden: readonly string[]
}): string {
  const isTls = at.page.startsWith('https:')
  const hosts = at.walledGarden.map((host) => host.replaceAll(/[^\w.-]/g, ''))
  return [
    '# Kasi: the pages of the hotspot. Paste it after the set-up of the router.',
    ...ROUTER_FILES.map(
      (file) =>
        `/tool fetch url="${at.files}/${file}" mode=${isTls ? 'https' : 'http'} dst-path="${DIRECTORY}/${file}"`,
    ),
    `/ip hotspot profile set [find name="kasi"] html-directory=${DIRECTORY} login-by=http-chap,http-pap,mac mac-auth-mode=mac-as-username-and-password use-radius=yes`,
    '/ip hotspot walled-garden remove [find comment="kasi page"]',
    '/ip hotspot walled-garden ip remove [find comment="kasi page"]',
    ...hosts.flatMap((host) => [
      `/ip hotspot walled-garden add action=allow dst-host=${host} comment="kasi page"`,
      `/ip hotspot walled-garden ip add action=accept dst-host=${host} comment="kasi page"`,
    ]),
    ':put "Kasi: the hotspot shows its page."',
    '',
  ].join('\n')
}
