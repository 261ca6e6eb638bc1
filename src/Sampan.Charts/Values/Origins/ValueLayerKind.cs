namespace Sampan.Charts.Values.Origins;

/// <summary>What kind of layer a value comes from, from the lowest to the highest.</summary>
public enum ValueLayerKind
{
    /// <summary>values.yaml of a subchart.</summary>
    SubchartDefault,

    /// <summary>Taken over from a subchart (<c>import-values</c>).</summary>
    Imported,

    /// <summary>values.yaml of the chart.</summary>
    ChartDefault,

    /// <summary>A map among the values of a declared release.</summary>
    Inline,

    /// <summary>A values file.</summary>
    File,

    /// <summary>A values file that is rendered from a template.</summary>
    Template,

    /// <summary>A setting: <c>set</c> of a release, or <c>--set</c> and its kin.</summary>
    Set,
}
