namespace Sampan.Releases.Life;

/// <summary>An object that is not ready.</summary>
/// <param name="Object">The object, as the release declares it.</param>
/// <param name="Missing">What it misses, such as <c>1 of 3 available</c>.</param>
public sealed record ObjectState(ReleaseObject Object, string Missing);
