import { notices } from './notices_walk.mjs'

export default notices('fr', 'french', { name: 'Salle de permanence', text: 'Liaison : quelque chose attend à votre bureau.' })
