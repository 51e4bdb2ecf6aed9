import { dataProtectionOfficer } from './retention_walk.mjs'

export default dataProtectionOfficer('ar', 'arabic', { name: 'د. إدريسا', law: 'القانون 2017-28، المادة 12' })
