import { z } from 'zod'

/** What the browser's `PublicKeyCredential.toJSON()` gives (WebAuthn level 3 §5.1). Verified by the server's library. */
export const passkeyResponse = z.looseObject({
  id: z.string().max(2048),
  rawId: z.string().max(2048),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(16_384) }),
})

/** For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`. */
export const passkeyOptions = z.looseObject({ challenge: z.string() })
