using Sampan.Charts;
using Sampan.Commands.Flags;
using Sampan.Commands.Helm.Information;
using Sampan.Commands.Helm.Packaging;
using Sampan.Commands.Helm.Registries;
using Sampan.Commands.Helm.Repositories;

namespace Sampan.Commands.Helm;

/// <summary>Runs command lines of Helm's, with its output and its exit codes: <c>sampan helm …</c>, or the executable under the name <c>helm</c>.</summary>
internal static class HelmCommandLine
{
    private static readonly IHelmCommand[] Commands =
    [
        new HelmTemplateCommand(),
        new HelmLintCommand(),
        new HelmShowCommand("all"),
        new HelmShowCommand("chart"),
        new HelmShowCommand("crds"),
        new HelmShowCommand("readme"),
        new HelmShowCommand("values"),
        new HelmUnittestCommand(),
        new HelmCreateCommand(),
        new HelmPackageCommand(),
        new HelmVerifyCommand(),
        new HelmPullCommand(),
        new HelmPushCommand(),
        new HelmRegistryLoginCommand(),
        new HelmRegistryLogoutCommand(),
        new HelmDependencyListCommand(),
        new HelmDependencyCommand(isBuild: false),
        new HelmDependencyCommand(isBuild: true),
        new HelmRepoAddCommand(),
        new HelmRepoListCommand(),
        new HelmRepoRemoveCommand(),
        new HelmRepoUpdateCommand(),
        new HelmRepoIndexCommand(),
        new HelmSearchRepoCommand(),
        new HelmEnvCommand(),
        new HelmVersionCommand(),
        new HelmPluginListCommand(),
        new HelmCompletionCommand("bash"),
        new HelmCompletionCommand("fish"),
        new HelmCompletionCommand("powershell"),
        new HelmCompletionCommand("zsh"),
        new HelmClusterCommand("history", "RELEASE_NAME", 1, 1),
        new HelmClusterCommand("install", "[NAME] [CHART]", 1, int.MaxValue),
        new HelmClusterCommand("list", "", 0, 0),
        new HelmClusterCommand("rollback", "<RELEASE> [REVISION]", 1, int.MaxValue),
        new HelmClusterCommand("status", "RELEASE_NAME", 1, 1),
        new HelmClusterCommand("test", "[RELEASE]", 1, 1),
        new HelmClusterCommand("uninstall", "RELEASE_NAME [...]", 1, int.MaxValue),
        new HelmClusterCommand("upgrade", "[RELEASE] [CHART]", 2, 2),
    ];

    /// <summary>How usage lines name the commands below one.</summary>
    private static readonly Dictionary<string, string> GroupUsage = new()
    {
        ["dependency"] = "update|build|list ",
        ["repo"] = "add|remove|list|index|update [ARGS] ",
    };

    /// <summary>Other names of commands, by the command above them (empty for the first word).</summary>
    private static readonly Dictionary<(string Above, string Name), string> Aliases = new()
    {
        [("", "dep")] = "dependency",
        [("", "dependencies")] = "dependency",
        [("", "del")] = "uninstall",
        [("", "delete")] = "uninstall",
        [("", "fetch")] = "pull",
        [("", "hist")] = "history",
        [("", "inspect")] = "show",
        [("", "ls")] = "list",
        [("", "un")] = "uninstall",
        [("dependency", "ls")] = "list",
        [("dependency", "up")] = "update",
        [("plugin", "ls")] = "list",
        [("repo", "ls")] = "list",
        [("repo", "rm")] = "remove",
        [("repo", "up")] = "update",
    };

    /// <summary>Runs a command line without the program's name; gives the exit code. Errors are one message on standard error.</summary>
    public static async Task<int> RunAsync(string[] words, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        if (words is ["__complete" or "__completeNoDesc", .. var unfinished])
        {
            return Complete(unfinished, words[0] == "__complete", environment);
        }

        if (words is ["help", .. var asked])
        {
            words = [.. asked, "--help"];
        }

        if (Overview(words) is { } overview)
        {
            environment.Output.Write(overview);
            return 0;
        }

        try
        {
            var command = Find(words, out var rest);
            var flags = new FlagSet(HelmFlags.Global.Concat(command.Flags)).Parse(rest);
            if (flags.Switch("help"))
            {
                environment.Output.Write(HelmHelp.Of(command));
                return 0;
            }

            return await command.RunAsync(flags, environment, cancellationToken);
        }
        catch (Exception exception) when (exception is FlagException or HelmException or ChartException)
        {
            environment.Error.WriteLine($"Error: {exception.Message}");
            return 1;
        }
    }

    private static int Complete(string[] words, bool describes, HelmEnvironment environment)
    {
        foreach (var candidate in new CommandLineCompletion(Commands, environment).Complete(words))
        {
            environment.Output.Write($"{(describes ? candidate : candidate.Split('\t')[0])}\n");
        }

        return 0;
    }

    /// <summary>What there is to choose from, where the words name no command yet; null when they do.</summary>
    private static string? Overview(string[] words)
    {
        var help = new HelmHelp(Commands);
        return ArgumentPositions(words).Take(2).ToArray() switch
        {
            [] => help.Overview(""),
            [var only] when Resolve("", words[only]) is var name && !Array.Exists(Commands, command => command.Name == name) => help.Overview(name),
            _ => null,
        };
    }

    /// <summary>The command that the words name; its own words are what is left. Global flags may stand before it.</summary>
    private static IHelmCommand Find(string[] words, out List<string> rest)
    {
        rest = [.. words];
        var positions = ArgumentPositions(words).Take(2).ToArray();
        var first = Resolve("", words[positions[0]]);
        if (positions.Length == 2 && Array.Find(Commands, command => command.Name == $"{first} {Resolve(first, words[positions[1]])}") is { } nested)
        {
            rest.RemoveAt(positions[1]);
            rest.RemoveAt(positions[0]);
            return nested;
        }

        rest.RemoveAt(positions[0]);
        return Array.Find(Commands, command => command.Name == first) ?? throw Unknown(first);
    }

    private static string Resolve(string above, string name) => Aliases.GetValueOrDefault((above, name), name);

    private static HelmException Unknown(string name)
    {
        var nested = Commands.Count(command => command.Name.StartsWith(name + " ", StringComparison.Ordinal));
        return nested == 0 ? new HelmException($"unknown command \"{name}\" for \"helm\"\nRun 'helm --help' for usage.")
            : new HelmException($"\"helm {name}\" accepts no arguments\n\nUsage:  helm {name} {GroupUsage.GetValueOrDefault(name, "")}[flags]");
    }

    /// <summary>Where the words are that are neither flags nor their values, judging by the global flags alone.</summary>
    private static IEnumerable<int> ArgumentPositions(string[] words)
    {
        for (var i = 0; i < words.Length && words[i] != "--"; i++)
        {
            if (!words[i].StartsWith('-'))
            {
                yield return i;
            }
            else if (!words[i].Contains('=') && Array.Exists(HelmFlags.Global, flag => flag.Bare is null && (words[i] == $"--{flag.Name}" || words[i] == $"-{flag.Short}")))
            {
                i++;
            }
        }
    }
}
