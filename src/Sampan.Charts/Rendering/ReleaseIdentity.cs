namespace Sampan.Charts.Rendering;

/// <summary>The release that a chart is rendered for: <c>.Release</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">The namespace that it is in.</param>
/// <param name="Revision">Its revision, from 1; 0 where there is none, as when linting.</param>
/// <param name="IsInstall">Whether it is being installed.</param>
/// <param name="IsUpgrade">Whether it is being upgraded or rolled back.</param>
public sealed record ReleaseIdentity(string Name, string Namespace, int Revision = 1, bool IsInstall = true, bool IsUpgrade = false);
