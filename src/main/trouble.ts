export { Trouble } from '#platform/trouble.ts'
