using Sampan.Commands;

if (Personality.Run(Environment.GetCommandLineArgs()[0], args, TimeProvider.System, default) is { } exitCode)
{
    return exitCode;
}

return args is ["--version"] ? Print("0.1.0") : 2;

static int Print(string line)
{
    Console.WriteLine(line);
    return 0;
}
