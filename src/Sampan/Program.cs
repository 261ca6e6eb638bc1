using Sampan.Commands;
using Sampan.Native;

EmbeddedLibraries.Register();
StandardOutput.Enlarge();
return await Personality.RunAsync(Environment.GetCommandLineArgs()[0], args, TimeProvider.System, CancellationToken.None)
    ?? await CommandLine.RunAsync(args, TimeProvider.System);
