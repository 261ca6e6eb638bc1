using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary>How many arguments a command takes, with Helm's messages.</summary>
internal static class ArgumentCount
{
    /// <summary>Refuses any argument; <paramref name="usage"/> is the command with its arguments, as <c>repo list</c>.</summary>
    public static void None(ParsedFlags flags, string command, string usage) => Require(flags.Arguments.Count == 0, command, "accepts no arguments", usage);

    public static void Exactly(int count, ParsedFlags flags, string command, string usage) => Require(flags.Arguments.Count == count, command, $"requires {Plural(count)}", usage);

    public static void AtLeast(int count, ParsedFlags flags, string command, string usage) => Require(flags.Arguments.Count >= count, command, $"requires at least {Plural(count)}", usage);

    public static void AtMost(int count, ParsedFlags flags, string command, string usage) => Require(flags.Arguments.Count <= count, command, $"accepts at most {Plural(count)}", usage);

    private static void Require(bool holds, string command, string demand, string usage)
    {
        if (!holds)
        {
            throw new HelmException($"\"helm {command}\" {demand}\n\nUsage:  helm {command} {(usage.Length > 0 ? usage + " " : "")}[flags]");
        }
    }

    private static string Plural(int count) => count == 1 ? "1 argument" : $"{count} arguments";
}
