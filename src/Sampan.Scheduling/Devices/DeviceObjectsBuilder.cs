using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>Collects a cluster's device objects.</summary>
internal sealed class DeviceObjectsBuilder
{
    private readonly ImmutableDictionary<string, ImmutableArray<DeviceSelector>>.Builder _classes = ImmutableDictionary.CreateBuilder<string, ImmutableArray<DeviceSelector>>(StringComparer.Ordinal);
    private readonly ImmutableArray<ResourceSlice>.Builder _slices = ImmutableArray.CreateBuilder<ResourceSlice>();
    private readonly ImmutableDictionary<NamespacedName, DeviceClaim>.Builder _claims = ImmutableDictionary.CreateBuilder<NamespacedName, DeviceClaim>();

    public void Add(string kind, JsonElement @object)
    {
        switch (kind)
        {
            case "DeviceClass":
                _classes[@object.Member("metadata")?.StringOrEmpty("name") ?? ""] = DeviceSelector.ListOf(@object.Member("spec") ?? default);
                break;
            case "ResourceSlice":
                _slices.Add(ResourceSlice.Of(@object));
                break;
            case "ResourceClaim":
                var claim = DeviceClaim.Of(@object);
                _claims[claim.Id] = claim;
                break;
        }
    }

    public DeviceObjects Build() => new() { Classes = _classes.ToImmutable(), Slices = _slices.ToImmutable(), Claims = _claims.ToImmutable() };
}
