namespace Sampan.Releases.Declarations;

/// <summary>One <c>set</c> entry of a release.</summary>
/// <param name="Name">The path, in Helm's <c>--set</c> grammar.</param>
/// <param name="Value">The value as text.</param>
/// <param name="IsString">Whether the value stays text (<c>setString</c>).</param>
public sealed record SetValue(string Name, string Value, bool IsString);
