using Sampan.Releases.Declarations.Merging;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>The layers of state values: <c>values:</c> at the top level, the environment's, and the command line's.</summary>
internal sealed record StateValues(Map Defaults, Map Environment, Map CommandLine)
{
    /// <summary>All layers merged; the command line wins.</summary>
    public Map Resolve() => ValuesMerge.Merge(ValuesMerge.Merge(Defaults, Environment), CommandLine, ListMerge.ByIndex);
}
