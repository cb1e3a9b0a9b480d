/** Acct-Terminate-Cause (RFC 2866 §5.10; 19–22 from RFC 4675 and 3580) in the words of the RFC, which NAS logs use too. */
const CAUSES: Readonly<Record<number, string>> = {
  1: 'User-Request',
  2: 'Lost-Carrier',
  3: 'Lost-Service',
  4: 'Idle-Timeout',
  5: 'Session-Timeout',
  6: 'Admin-Reset',
  7: 'Admin-Reboot',
  8: 'Port-Error',
  9: 'NAS-Error',
  10: 'NAS-Request',
  11: 'NAS-Reboot',
  12: 'Port-Unneeded',
  13: 'Port-Preempted',
  14: 'Port-Suspended',
  15: 'Service-Unavailable',
  16: 'Callback',
  17: 'User-Error',
  18: 'Host-Request',
  19: 'Supplicant-Restart',
  20: 'Reauthentication-Failure',
  21: 'Port-Reinit',
  22: 'Port-Disabled',
}

export function terminateCause(number: number | undefined): string {
  return number === undefined ? 'unknown' : (CAUSES[number] ?? `cause ${number}`)
}
