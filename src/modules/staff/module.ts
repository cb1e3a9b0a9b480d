import { defineModule } from '#platform/manifest.ts'
import {
  apiKeyMade,
  apiKeyRevoked,
  guessingNoticed,
  memberDisabled,
  memberEnabled,
  memberFactorsReset,
  memberJoined,
  memberRolesChanged,
  memberSignedIn,
  roleChanged,
} from './events.ts'
import { answeringReset, forgetOld, forgettingOld, sendingMail } from './jobs.ts'
import type { Mail } from './outside/mail/port.ts'
import { ownersRemain } from './queries/invariants.ts'
import { emailCodes, invitationDays, sessionIdle, sessionLongest } from './queries/policy.ts'
import { routes, type RouteGround } from './routes.ts'

export type StaffGround = RouteGround & { readonly mail: Mail }

/** `catalogue`: the permissions of all rooms, asked when needed, because later rooms are made after this one. */
export function staff(ground: StaffGround) {
  return defineModule({
    name: 'staff',
    permissions: {
      'staff.read': 'See who works here, their roles, and open invitations',
      'staff.invite': 'Invite people to the staff, and take invitations back',
      'staff.manage': 'Correct, disable and enable members, and reset lost second factors',
      'staff.assign-roles': 'Give roles to members and take them away',
      'staff.roles': 'Make, change and remove roles',
      'staff.sessions': 'See and end everybody’s sessions',
      'staff.attempts': 'See tries to sign in, and be told when somebody guesses',
      'staff.api-keys': 'Make API keys for oneself',
      'staff.all-api-keys': 'See and revoke everybody’s API keys',
      'staff.policy': 'Change how members of staff sign in',
    },
    settings: [sessionIdle, sessionLongest, emailCodes, invitationDays],
    routes: routes(ground),
    announces: [
      memberJoined,
      memberDisabled,
      memberEnabled,
      memberRolesChanged,
      memberFactorsReset,
      memberSignedIn,
      guessingNoticed,
      roleChanged,
      apiKeyMade,
      apiKeyRevoked,
    ],
    jobs: [sendingMail(ground.mail), answeringReset, forgettingOld],
    schedule: [{ job: forgetOld, cron: '17 2 * * *' }],
    invariants: [ownersRemain],
  })
}
