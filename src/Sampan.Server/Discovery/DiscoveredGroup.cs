namespace Sampan.Server.Discovery;

/// <summary>A group in discovery.</summary>
/// <param name="Name">The group.</param>
/// <param name="Versions">Its versions, preferred first.</param>
internal sealed record DiscoveredGroup(string Name, IReadOnlyList<DiscoveredVersion> Versions)
{
    /// <summary>By which it is put in order.</summary>
    public int Priority => Versions.Max(version => version.Priorities.Group);
}
