using System.Collections.Immutable;
using Sampan.Scheduling.Devices;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Plugins.Devices;

/// <summary>
/// Finds devices on a node for claims: request after request, device after device in the order of the slices, going back
/// where a choice leads nowhere. The first complete solution counts.
/// </summary>
internal sealed class DeviceAllocator(DeviceObjects objects, ImmutableArray<DeviceClaim> claims, Node node, ISet<DeviceId> taken)
{
    // Upstream rates the first of at most eight alternatives with eight.
    private const int BestAlternative = 8;

    private readonly DevicePools _pools = DevicePools.Of(objects.Slices, node);
    private readonly HashSet<DeviceId> _chosenIds = [];
    private readonly List<(DeviceClaim Claim, string Request, Device Device)> _chosen = [];
    private readonly Dictionary<(DeviceClaim Claim, string Request), int> _alternatives = [];

    /// <summary>The devices chosen for each claim; valid after <see cref="TryAllocate"/> succeeded.</summary>
    public ILookup<DeviceClaim, DeviceId> Chosen => _chosen.ToLookup(choice => choice.Claim, choice => choice.Device.Id);

    /// <summary>How good the chosen alternatives are; the first of a list counts most, a request without one nothing.</summary>
    public long Score => _alternatives.Values.Sum(index => (long)(BestAlternative - index));

    /// <summary>Finds devices for all claims; false if that cannot be.</summary>
    public bool TryAllocate() => TryRequest(0, 0);

    private bool TryRequest(int claimIndex, int requestIndex)
    {
        if (claimIndex == claims.Length)
        {
            return true;
        }

        var claim = claims[claimIndex];
        if (requestIndex == claim.Requests.Length)
        {
            return TryRequest(claimIndex + 1, 0);
        }

        var request = claim.Requests[requestIndex];
        for (var i = 0; i < request.Alternatives.Length; i++)
        {
            if (request.IsPrioritized)
            {
                _alternatives[(claim, request.Name)] = i;
            }

            if (TryAlternative(claim, request.Alternatives[i], () => TryRequest(claimIndex, requestIndex + 1)))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryAlternative(DeviceClaim claim, DeviceAlternative alternative, Func<bool> next)
    {
        var matching = _pools.Devices.Where(device => Matches(device, alternative)).ToList();
        if (alternative.Count is { } count)
        {
            return matching.Count >= count && TryDevices(claim, alternative, matching, 0, count, next);
        }

        // All devices means all that there are, also those that are taken: then it cannot be.
        return _pools.AreComplete && matching.Count > 0 && TryDevices(claim, alternative, matching, 0, matching.Count, next);
    }

    private bool TryDevices(DeviceClaim claim, DeviceAlternative alternative, List<Device> devices, int from, long missing, Func<bool> next)
    {
        if (missing == 0)
        {
            return next();
        }

        for (var i = from; i < devices.Count; i++)
        {
            if (!IsUsable(claim, alternative, devices[i]))
            {
                continue;
            }

            _chosenIds.Add(devices[i].Id);
            _chosen.Add((claim, alternative.Name, devices[i]));
            if (TryDevices(claim, alternative, devices, i + 1, missing - 1, next))
            {
                return true;
            }

            _chosen.RemoveAt(_chosen.Count - 1);
            _chosenIds.Remove(devices[i].Id);
        }

        return false;
    }

    private bool Matches(Device device, DeviceAlternative alternative) =>
        objects.Classes[alternative.ClassName].All(selector => selector.Selects(device)) && alternative.Selectors.All(selector => selector.Selects(device));

    private bool IsUsable(DeviceClaim claim, DeviceAlternative alternative, Device device) =>
        !taken.Contains(device.Id)
        && !_chosenIds.Contains(device.Id)
        && !Toleration.LeavesHardTaint(alternative.Tolerations, device.Taints)
        && claim.Constraints.Where(constraint => constraint.Concerns(alternative.Name)).All(constraint =>
            constraint.Allows(device)
            && _chosen.Where(choice => ReferenceEquals(choice.Claim, claim) && constraint.Concerns(choice.Request)).All(choice => constraint.Allows(device, choice.Device)));
}
