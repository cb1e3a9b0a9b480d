import { z } from 'zod'
import { code, whenZero } from './answers.ts'
import type { DarajaCaller } from './caller.ts'
import type { AnswerUrls, Door, Mpesa, Outcome, Taken } from './port.ts'
import { securityCredential } from './security-credential.ts'

const accepted = z.looseObject({
  ConversationID: z.string(),
  OriginatorConversationID: z.string().nullish(),
  ResponseCode: code,
})

type Orders = 'payOut' | 'transactionStatus' | 'balance' | 'reverse' | 'payBusiness'

/** What Daraja takes now and answers later by itself, each from the shortcode's initiator. */
export function orders(caller: DarajaCaller): Pick<Mpesa, Orders> {
  const order = async (door: Door, path: string, body: object, signal: AbortSignal) =>
    taken(await caller.order(door, path, body, accepted, signal))
  return {
    payOut: (door, ask, signal) => {
      const { Initiator: InitiatorName, SecurityCredential } = initiatorKeys(door)
      const body = {
        ...{ OriginatorConversationID: ask.originator, InitiatorName, SecurityCredential },
        ...{ CommandID: 'BusinessPayment', Amount: String(ask.shillings) },
        ...{ PartyA: door.number, PartyB: ask.phone, Remarks: ask.remarks, Occassion: '' },
        ...answersTo(ask),
      }
      return order(door, '/mpesa/b2c/v3/paymentrequest', body, signal)
    },

    transactionStatus: (door, { about, ...urls }, signal) => {
      const body = {
        ...{ ...initiatorKeys(door), CommandID: 'TransactionStatusQuery' },
        ...('receipt' in about
          ? { TransactionID: about.receipt }
          : { OriginalConversationID: about.originator }),
        ...{ PartyA: door.number, IdentifierType: '4', Remarks: 'status', Occasion: '' },
        ...answersTo(urls),
      }
      return order(door, '/mpesa/transactionstatus/v1/query', body, signal)
    },

    balance: (door, urls, signal) => {
      const body = {
        ...{ ...initiatorKeys(door), CommandID: 'AccountBalance' },
        ...{ PartyA: door.number, IdentifierType: '4', Remarks: 'balance' },
        ...answersTo(urls),
      }
      return order(door, '/mpesa/accountbalance/v1/query', body, signal)
    },

    // 11 is what the documents want here for a shortcode, though 4 is one everywhere else (Daraja, Reversal).
    reverse: (door, ask, signal) => {
      const body = {
        ...{ ...initiatorKeys(door), CommandID: 'TransactionReversal' },
        ...{ TransactionID: ask.receipt, Amount: String(ask.shillings) },
        ...{ ReceiverParty: door.number, RecieverIdentifierType: '11', Remarks: 'reversal' },
        ...answersTo(ask),
      }
      return order(door, '/mpesa/reversal/v1/request', body, signal)
    },

    // The key is misspelt in the interface itself.
    payBusiness: (door, { to, ...ask }, signal) => {
      const body = {
        ...initiatorKeys(door),
        CommandID: to.kind === 'till' ? 'BusinessBuyGoods' : 'BusinessPayBill',
        ...{ SenderIdentifierType: '4', RecieverIdentifierType: to.kind === 'till' ? '2' : '4' },
        ...{ Amount: String(ask.shillings), PartyA: door.number, PartyB: to.number },
        ...{ AccountReference: to.account ?? '', Remarks: ask.remarks },
        ...answersTo(ask),
      }
      return order(door, '/mpesa/b2b/v1/paymentrequest', body, signal)
    },
  }
}

function taken(outcome: Outcome<z.output<typeof accepted>>): Outcome<Taken> {
  return whenZero(outcome, ({ ConversationID, OriginatorConversationID }) => ({
    ...{ conversationId: ConversationID, originator: OriginatorConversationID ?? null },
  }))
}

function answersTo({ resultUrl, timeoutUrl }: AnswerUrls) {
  return { ResultURL: resultUrl, QueueTimeOutURL: timeoutUrl }
}

function initiatorKeys({ initiator, number }: Door) {
  if (!initiator) throw new Error(`shortcode ${number} has no initiator, so it orders nothing`)
  return {
    Initiator: initiator.name,
    SecurityCredential: securityCredential(initiator.password, initiator.certificate),
  }
}
