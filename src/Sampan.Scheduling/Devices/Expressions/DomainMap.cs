namespace Sampan.Scheduling.Devices.Expressions;

/// <summary>A map of which every key has a value: an empty map where none was put.</summary>
internal sealed class DomainMap : Dictionary<string, object>
{
    public static readonly Dictionary<string, object> Nothing = [];

    public DomainMap()
        : base(StringComparer.Ordinal)
    {
    }
}
