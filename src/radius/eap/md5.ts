import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { verdictOn } from '../methods/proof.ts'
import type { Method, MethodContext, MethodKind, MethodStep } from './method.ts'
import { EapType } from './packet.ts'

/** EAP-MD5, RFC 3748 §5.4: CHAP in EAP. It makes no keys, so that it serves wires and not the air. */
export const eapMd5: MethodKind = { type: EapType.Md5, name: 'EAP-MD5', start }

function start({ identity, known }: MethodContext): Method {
  const challenge = randomBytes(16)
  return {
    begin: () => Buffer.concat([Buffer.from([challenge.length]), challenge]),
    respond(data, id): MethodStep {
      const response = data.subarray(1, 17)
      if (data[0] !== 16 || response.length !== 16) {
        return { kind: 'failure', because: 'malformed', identity }
      }
      const password = known(identity)
      if (!password) return { kind: 'failure', because: 'unknown-subscriber', identity }
      switch (verdictOn({ method: 'chap', id, response, challenge }, password)) {
        case 'right':
          return { kind: 'success', identity, method: 'EAP-MD5' }
        case 'wrong':
          return { kind: 'failure', because: 'wrong-password', identity }
        case 'cannot-be-checked':
          return { kind: 'failure', because: 'cannot-be-checked', identity }
      }
    },
  }
}
