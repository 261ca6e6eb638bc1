using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary>A command of Helm's that works on a cluster, which this executable does not do yet: its arguments are checked, and what it needs is said.</summary>
internal sealed class HelmClusterCommand(string name, string usage, int least, int most) : IHelmCommand
{
    public string Name => name;

    public IEnumerable<Flag> Flags => [];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        if (most == 0)
        {
            ArgumentCount.None(flags, Name, usage);
        }
        else if (least == most)
        {
            ArgumentCount.Exactly(least, flags, Name, usage);
        }
        else
        {
            ArgumentCount.AtLeast(least, flags, Name, usage);
        }

        throw new HelmException($"helm {Name} is not among the commands of this executable yet: use sampan apply with a declaration, or Helm");
    }
}
