using Sampan.Commands;
using Sampan.Native;

EmbeddedLibraries.Register();
return Personality.Run(Environment.GetCommandLineArgs()[0], args, TimeProvider.System, CancellationToken.None)
    ?? await CommandLine.RunAsync(args, TimeProvider.System);
