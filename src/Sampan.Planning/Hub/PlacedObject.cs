using Sampan.Releases.Life;

namespace Sampan.Planning.Hub;

/// <summary>An object of a placed release on the hub, or a policy that places it.</summary>
internal sealed record PlacedObject(string Release, ObjectPreview Preview);
