import { useState } from 'react'
import type { SignInStep } from '#modules/staff/contract.ts'
import { Credentials } from '#web/admin/sign-in/Credentials.tsx'
import { SecondFactor, type Factor } from '#web/admin/sign-in/SecondFactor.tsx'
import { useEnter } from '#web/admin/sign-in/use-attempt.ts'

/** Password or passkey, then the second factor where one is enrolled. A reload starts over. */
export function SignInPage() {
  const [factors, setFactors] = useState<readonly Factor[]>()
  const enter = useEnter()

  async function onStep(step: SignInStep): Promise<void> {
    if (step.step === 'second-factor') setFactors(step.factors)
    else await enter(step)
  }

  if (!factors) return <Credentials onStep={onStep} />
  return (
    <SecondFactor factors={factors} onStep={onStep} onStartOver={() => setFactors(undefined)} />
  )
}
