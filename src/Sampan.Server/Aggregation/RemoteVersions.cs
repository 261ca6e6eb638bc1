using System.Collections.Immutable;

namespace Sampan.Server.Aggregation;

/// <summary>What is known of the group versions that other servers answer for. Reading it takes no lock.</summary>
internal sealed class RemoteVersions
{
    private ImmutableDictionary<string, RemoteVersion> _known = ImmutableDictionary.Create<string, RemoteVersion>(StringComparer.Ordinal);

    /// <summary>By the APIService's name. Another change makes another dictionary.</summary>
    public ImmutableDictionary<string, RemoteVersion> Known => Volatile.Read(ref _known);

    /// <summary>Remembers what a server has said.</summary>
    public void Learn(RemoteVersion version) => ImmutableInterlocked.AddOrUpdate(ref _known, version.Service.Name, version, (_, known) => known == version ? known : version);

    /// <summary>Remembers that a server could not be asked: what it said before stays, but may be outdated.</summary>
    public void Outdate(AggregatedService service)
    {
        var known = Of(service);
        if (!known.IsStale)
        {
            Learn(known with { IsStale = true });
        }
    }

    /// <summary>Forgets all but the given.</summary>
    public void Keep(IReadOnlyCollection<AggregatedService> services)
    {
        foreach (var name in Known.Keys.Except(services.Select(service => service.Name)))
        {
            ImmutableInterlocked.TryRemove(ref _known, name, out _);
        }
    }

    /// <summary>What a server has last said; of one that has said nothing yet, nothing.</summary>
    public RemoteVersion Of(AggregatedService service) =>
        Known.TryGetValue(service.Name, out var known) ? known with { Service = service } : new RemoteVersion(service);
}
