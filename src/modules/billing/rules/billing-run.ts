/** The reconciler that does what a bill run intends. */
export const BILLING_RUN = 'billing.run-bills'
