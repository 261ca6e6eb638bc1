using Sampan.Charts.Downloads;
using Sampan.Charts.Metadata;
using Sampan.Charts.Repositories;
using System.Text;

namespace Sampan.Charts.Resolving;

/// <summary>Which repositories a chart's dependencies come from.</summary>
/// <param name="Dependencies">The dependencies, names of repositories (<c>@name</c>, <c>alias:name</c>) replaced by addresses.</param>
/// <param name="Names">The name under which each dependency's repository is kept, by the dependency's name.</param>
internal sealed record DependencyRepositories(IReadOnlyList<ChartDependency> Dependencies, Dictionary<string, string> Names)
{
    private const string UnmanagedPrefix = "helm-manager-";

    /// <summary>Finds the repositories among those that the user added; throws <see cref="ChartException"/> with Helm's message for one that is neither known nor an address.</summary>
    public static DependencyRepositories Find(IReadOnlyList<ChartDependency> declared, RepositoryList repositories, string chartFolder)
    {
        List<ChartDependency> dependencies = [];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        List<string> missing = [];
        foreach (var dependency in declared)
        {
            var address = dependency.Repository;
            if (address.Length == 0)
            {
                dependencies.Add(dependency);
            }
            else if (RepositoryAddress.IsFolder(address) || RepositoryAddress.IsRegistry(address))
            {
                if (RepositoryAddress.IsFolder(address))
                {
                    LocalCharts.PathOf(address, chartFolder);
                }

                names[dependency.Name] = address;
                dependencies.Add(dependency);
            }
            else if (Known(address, repositories) is { } entry)
            {
                names[dependency.Name] = entry.Name;
                dependencies.Add(IsName(address) ? dependency with { Repository = entry.Url } : dependency);
            }
            else
            {
                dependencies.Add(dependency);
                if (IsName(address) || !(Uri.TryCreate(address, UriKind.Absolute, out _) || address.StartsWith('/')))
                {
                    missing.Add(address);
                }
            }
        }

        return missing.Count == 0 ? new DependencyRepositories(dependencies, names) : throw Missing(missing);
    }

    /// <summary>The repositories that are not among the user's: each under a name of its own, made from the address. Their dependencies get those names.</summary>
    public IReadOnlyList<RepositoryEntry> NameUnmanaged()
    {
        List<RepositoryEntry> unmanaged = [];
        foreach (var dependency in Dependencies.Where(dependency => dependency.Repository.Length > 0 && !Names.ContainsKey(dependency.Name)))
        {
            var name = UnmanagedPrefix + ContentDigest.Of(Encoding.UTF8.GetBytes(dependency.Repository));
            unmanaged.Add(new RepositoryEntry { Name = name, Url = dependency.Repository });
        }

        foreach (var dependency in Dependencies.Where(dependency => dependency.Repository.Length > 0))
        {
            Names.TryAdd(dependency.Name, UnmanagedPrefix + ContentDigest.Of(Encoding.UTF8.GetBytes(dependency.Repository)));
        }

        return unmanaged;
    }

    private static RepositoryEntry? Known(string address, RepositoryList repositories) => repositories.Entries.FirstOrDefault(entry =>
        address == $"@{entry.Name}" || address == $"alias:{entry.Name}" || RepositoryAddress.AreEqual(entry.Url, address));

    private static bool IsName(string address) => address.StartsWith('@') || address.StartsWith("alias:", StringComparison.Ordinal);

    private static ChartException Missing(List<string> missing)
    {
        var message = $"no repository definition for {string.Join(", ", missing)}. Please add them via 'helm repo add'";
        var hasPlainName = missing.Exists(address => !address.Contains("//", StringComparison.Ordinal) && !IsName(address));
        return new ChartException(hasPlainName
            ? message + "\nNote that repositories must be URLs or aliases. For example, to refer to the \"example\"\nrepository, use \"https://charts.example.com/\" or \"@example\" instead of\n\"example\". Don't forget to add the repo, too ('helm repo add')."
            : message);
    }
}
