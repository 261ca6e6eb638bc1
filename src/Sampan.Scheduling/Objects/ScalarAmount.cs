namespace Sampan.Scheduling.Objects;

/// <summary>An amount of an extended resource, of huge pages or of another resource that is counted in whole units.</summary>
public readonly record struct ScalarAmount(string Name, long Amount);
