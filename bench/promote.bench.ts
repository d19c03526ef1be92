import { planBench } from './promote/scene.ts'

export default await planBench('the embedded catalog')
