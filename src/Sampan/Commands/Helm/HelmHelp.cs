using System.Globalization;
using System.Text;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary><c>--help</c>: the commands that there are, and the flags of one.</summary>
internal sealed class HelmHelp(IReadOnlyList<IHelmCommand> commands)
{
    /// <summary>The commands below one; below Helm itself where the name is empty. Null when there are none.</summary>
    public string? Overview(string above)
    {
        var prefix = above.Length > 0 ? above + " " : "";
        var names = commands.Where(command => command.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(command => command.Name[prefix.Length..].Split(' ')[0]).Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : new StringBuilder("Usage:\n  helm ")
            .Append(prefix).Append("[command]\n\nAvailable Commands:\n").AppendJoin("", names.Select(name => $"  {name}\n"))
            .Append("\nUse \"helm ").Append(prefix).Append("[command] --help\" for more information about a command.\n").ToString();
    }

    /// <summary>The flags of a command.</summary>
    public static string Of(IHelmCommand command)
    {
        var text = new StringBuilder("Usage:\n  helm ").Append(command.Name).Append(" [flags]\n\nFlags:\n");
        Append(text, command.Flags);
        Append(text.Append("\nGlobal Flags:\n"), HelmFlags.Global);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<Flag> flags)
    {
        foreach (var flag in flags.OrderBy(flag => flag.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {(flag.Short is { } letter ? $"-{letter}," : "   ")} --{flag.Name}{Kind(flag)}\n");
        }
    }

    private static string Kind(Flag flag) => flag.Kind switch
    {
        FlagKind.Switch => "",
        FlagKind.Text => " string",
        FlagKind.Texts => " stringArray",
        _ => " strings",
    };
}
