using NUnit.Framework;

namespace Umbraco.AutoTag.TestKit;

/// <summary>
/// What these tests show does not depend on Umbraco's version, and they take their time: <c>test.sh</c> runs them on the newest major alone, and on
/// each with <c>AUTOTAG_EACH_MAJOR=1</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OneMajorAttribute : CategoryAttribute;
