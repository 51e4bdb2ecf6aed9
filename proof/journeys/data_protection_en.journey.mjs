import { dataProtectionOfficer } from './retention_walk.mjs'

export default dataProtectionOfficer('en', 'english', { name: 'D. Idrissa', law: 'Act 2017-28, art. 12' })
