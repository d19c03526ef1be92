import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LockedFile } from './lock.ts'
import { runClient } from './run-client.ts'

const PLUGIN = '3.8.1'
const MEND = 'install Maven: apt-get install maven, or brew install maven'

/**
 * Copies exactly these artifacts into the folder, nothing that they depend on: `group:artifact:version[:type[:classifier]]`.
 * One run of `mvn` for all; what it has fetched stays in its own repository too, so a run that was cut short goes on there.
 */
export async function fetchFromMaven(files: readonly LockedFile[], folder: string): Promise<void> {
  const pom = join(folder, 'pom.xml')
  writeFileSync(pom, pomOf(files, folder))
  const args = ['-q', '-B', '-f', pom, `org.apache.maven.plugins:maven-dependency-plugin:${PLUGIN}:copy@stack`]
  await runClient('mvn', args, MEND)
}

const pomOf = (
  files: readonly LockedFile[],
  folder: string,
): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dq</groupId><artifactId>stack</artifactId><version>1</version>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>${PLUGIN}</version>
    <executions><execution><id>stack</id><configuration>
      <outputDirectory>${folder}</outputDirectory>
      <artifactItems>
${files.map(itemOf).join('\n')}
      </artifactItems>
    </configuration></execution></executions>
  </plugin></plugins></build>
</project>
`

function itemOf({ coordinate, file }: LockedFile): string {
  const [group, artifact, version, type = 'jar', classifier] = coordinate.split(':')
  const element = (name: string, text: string | undefined) => (text === undefined ? '' : `<${name}>${text}</${name}>`)
  return `        <artifactItem>${element('groupId', group)}${element('artifactId', artifact)}${element('version', version)}${element('type', type)}${element('classifier', classifier)}${element('destFileName', file)}</artifactItem>`
}
