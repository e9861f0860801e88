# The front door on Windows. Calls dotnet and nothing else; a test holds the commands against the Makefile.
param(
    [ValidateSet('build', 'clean', 'test', 'run', 'benchmark')]
    [string] $Command = 'build'
)

$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

switch ($Command) {
    'build' { foreach ($project in 'src/EtcdMonitor.Cli', 'examples/Etcd.Examples', 'src/Taskmaster') { dotnet publish $project -c Release -o bin --artifacts-path artifacts/publish -p:PublishSingleFile=true --self-contained false --use-current-runtime -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false -p:DebugType=embedded -v quiet; if ($LASTEXITCODE) { exit $LASTEXITCODE } } }
    'clean' { dotnet clean EtcdMonitor.slnx -c Release -v quiet }
    'test' { dotnet test EtcdMonitor.slnx -c Release --nologo }
    'run' { dotnet run --project src/EtcdMonitor.Cli -c Release -- demo }
    'benchmark' { Write-Error 'build.ps1 benchmark: not in this version yet'; exit 2 }
}

exit $LASTEXITCODE
