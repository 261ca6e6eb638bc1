using System.Globalization;
using Sampan.Fuzzing;
using Sampan.Fuzzing.Targets;

if (args.Length is < 2 or > 4)
{
    Console.Error.WriteLine("usage: Sampan.Fuzzing MINUTES CORPUS [SEED] [TARGET]");
    return 2;
}

var corpus = args[1];
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.TickCount;
IFuzzTarget[] targets = [.. new IFuzzTarget[]
{
    new TemplateTarget(corpus),
    new FormatTarget(),
    new YamlTarget(corpus),
    new ArchiveTarget(corpus),
    new ValuesTarget(corpus),
}.Where(target => args.Length < 4 || target.Name == args[3])];
return new FuzzRun(targets, seed).For(TimeSpan.FromMinutes(double.Parse(args[0], CultureInfo.InvariantCulture)));
