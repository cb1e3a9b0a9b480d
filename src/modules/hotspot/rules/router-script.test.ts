import { expect, test } from 'vitest'
import { ROUTER_FILES, routerFile } from './router-files.ts'
import { routerScript } from './router-script.ts'

const page = 'https://wifi.isp.example/hotspot/MKS-MKT'

test('a router fetches each page, shows them, and lets people reach us; again is the same as once', () => {
  const script = routerScript({
    ...{ page, files: 'https://wifi.isp.example/api/hotspot-files/MKS-MKT' },
    walledGarden: ['wifi.isp.example', 'bad"; /system reset'],
  })
  for (const file of ROUTER_FILES)
    expect(script).toContain(
      `/tool fetch url="https://wifi.isp.example/api/hotspot-files/MKS-MKT/${file}" mode=https dst-path="kasi-hotspot/${file}"`,
    )
  expect(script).toContain('login-by=http-chap,http-pap,mac mac-auth-mode=')
  expect(script).toContain('walled-garden add action=allow dst-host=wifi.isp.example')
  // Nobody's name ends a command.
  expect(script).toContain('dst-host=badsystemreset ')
  expect(script.indexOf('remove [find comment="kasi page"]')).toBeLessThan(
    script.indexOf('walled-garden add'),
  )
})

test('the login page hands on all that the router knows, also without scripts', () => {
  const login = routerFile('login.html', page)
  for (const name of ['mac', 'link-login-only', 'link-orig', 'error', 'chap-id', 'chap-challenge'])
    expect(login).toContain(`name="${name}" value="$(${name})"`)
  expect(login).toContain(`action="${page}" method="get"`)
  expect(login).toContain('<input type="submit"')
  expect(routerFile('error.html', 'https://a.example/"><b>')).not.toContain('"><b>')
})
