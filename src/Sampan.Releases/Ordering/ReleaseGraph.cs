using Sampan.Releases.Declarations;

namespace Sampan.Releases.Ordering;

/// <summary>
/// The order that <c>needs</c> gives the releases: batches, each of which needs only batches before it.
/// Within a batch the declared order is kept.
/// </summary>
public static class ReleaseGraph
{
    /// <summary>Sorts releases into batches.</summary>
    /// <param name="releases">The releases, in declared order.</param>
    /// <param name="file">The declaration's file, for messages.</param>
    /// <exception cref="DeclarationException">A need names no release, or needs form a cycle; the message shows it.</exception>
    public static IReadOnlyList<IReadOnlyList<ReleaseDeclaration>> Batches(IReadOnlyList<ReleaseDeclaration> releases, string file)
    {
        var byId = releases.ToDictionary(release => release.Id, StringComparer.Ordinal);
        foreach (var release in releases)
        {
            if (release.Needs.FirstOrDefault(need => !byId.ContainsKey(need)) is { } missing)
            {
                throw new DeclarationException(
                    $"release {release.Id} needs {missing}, which is not declared. Declared releases: {string.Join(", ", byId.Keys)}",
                    file);
            }
        }

        List<IReadOnlyList<ReleaseDeclaration>> batches = [];
        HashSet<string> done = new(StringComparer.Ordinal);
        var waiting = releases.ToList();
        while (waiting.Count > 0)
        {
            var batch = waiting.Where(release => release.Needs.All(done.Contains)).ToList();
            if (batch.Count == 0)
            {
                throw new DeclarationException($"needs form a cycle: {string.Join(" -> ", Cycle(waiting, byId))}. Remove one of these needs", file);
            }

            batches.Add(batch);
            done.UnionWith(batch.Select(release => release.Id));
            waiting.RemoveAll(release => done.Contains(release.Id));
        }

        return batches;
    }

    /// <summary>Follows unmet needs until a release repeats: every waiting release has one.</summary>
    private static List<string> Cycle(List<ReleaseDeclaration> waiting, Dictionary<string, ReleaseDeclaration> byId)
    {
        var stuck = waiting.Select(release => release.Id).ToHashSet(StringComparer.Ordinal);
        List<string> path = [];
        var current = waiting[0].Id;
        while (!path.Contains(current))
        {
            path.Add(current);
            current = byId[current].Needs.First(stuck.Contains);
        }

        return [.. path[path.IndexOf(current)..], current];
    }
}
