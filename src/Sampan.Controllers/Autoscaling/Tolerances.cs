namespace Sampan.Controllers.Autoscaling;

/// <summary>How far the usage may be from its target before anything is scaled, as a share of the target.</summary>
internal readonly record struct Tolerances(double Up, double Down)
{
    /// <summary>What holds where an autoscaler says nothing.</summary>
    public static readonly Tolerances Default = new(0.1, 0.1);

    /// <summary>Whether usage divided by target is close enough to one.</summary>
    public bool Contain(double ratio) => 1.0 - Down <= ratio && ratio <= 1.0 + Up;
}
