import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { mppeKeys } from '../methods/mppe.ts'
import { authenticatorResponse, isMsChap2Right, type MsChap2Response } from '../methods/mschap.ts'
import { ntHashOf } from '../methods/proof.ts'
import type { EapFailure, Method, MethodContext, MethodKind, MethodStep, Proven } from './method.ts'
import { EapType } from './packet.ts'

/** EAP-MSCHAPv2, draft-kamath-pppext-eap-mschapv2-02: what Windows, Android and iOS speak inside PEAP. */
export const eapMsChapV2: MethodKind = { type: EapType.MsChapV2, name: 'EAP-MSCHAPv2', start }

const OpCode = { Challenge: 1, Response: 2, Success: 3, Failure: 4 } as const
const SERVER_NAME = 'kasi'

type State =
  | { at: 'challenged' }
  /** We have said right or wrong, and wait for the peer to say that it has heard. */
  | { at: 'right'; proven: Proven }
  | { at: 'wrong'; because: EapFailure }

function start({ identity, known }: MethodContext): Method {
  const challenge = randomBytes(16)
  const id = randomBytes(1)[0] ?? 0
  let state: State = { at: 'challenged' }
  const failure = (because: EapFailure): MethodStep => ({ kind: 'failure', because, identity })

  function judge(data: Buffer): MethodStep {
    const given = readResponse(data, challenge)
    if (!given) return failure('malformed')
    const password = known(identity)
    const ntHash = password && ntHashOf(password)
    if (!ntHash || !isMsChap2Right(given, ntHash)) {
      state = { at: 'wrong', because: ntHash ? 'wrong-password' : 'unknown-subscriber' }
      const hex = challenge.toString('hex').toUpperCase()
      return request(OpCode.Failure, id, `E=691 R=0 C=${hex} V=3 M=Wrong name or password`)
    }
    const keys = mppeKeys(ntHash, given.ntResponse)
    state = { at: 'right', proven: { identity, method: 'EAP-MSCHAPv2', keys } }
    return request(OpCode.Success, id, `${authenticatorResponse(given, ntHash)} M=OK`)
  }

  return {
    begin() {
      const name = Buffer.from(SERVER_NAME)
      return header(OpCode.Challenge, id, Buffer.concat([Buffer.from([16]), challenge, name]))
    },
    respond(data) {
      switch (state.at) {
        case 'challenged':
          return data[0] === OpCode.Response ? judge(data) : failure('refused-by-peer')
        case 'right':
          // The peer checked our proof as well; without that, somebody else may be in between.
          return data[0] === OpCode.Success
            ? { kind: 'success', ...state.proven }
            : failure('refused-by-peer')
        case 'wrong':
          return failure(state.because)
      }
    },
  }
}

function request(opCode: number, id: number, text: string): MethodStep {
  return { kind: 'request', data: header(opCode, id, Buffer.from(text, 'latin1')) }
}

function header(opCode: number, id: number, body: Buffer): Buffer {
  const length = 4 + body.length
  return Buffer.concat([Buffer.from([opCode, id, length >> 8, length & 255]), body])
}

/** Op-code, id, length, 49, then peer challenge, eight reserved octets, response and flags, then the name. */
function readResponse(data: Buffer, challenge: Buffer): MsChap2Response | undefined {
  if (data.length < 54 || data[4] !== 49) return undefined
  return {
    id: data[1] ?? 0,
    name: data.toString('utf8', 54),
    challenge,
    peerChallenge: data.subarray(5, 21),
    ntResponse: data.subarray(29, 53),
  }
}
