import { dataProtectionOfficer } from './retention_walk.mjs'

export default dataProtectionOfficer('fr', 'french', { name: 'D. Idrissa', law: 'Loi n° 2017-28, art. 12' })
