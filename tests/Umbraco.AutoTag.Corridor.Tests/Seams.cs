using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What a test may put between the rooms and everything they speak to; by itself nothing. What the test does on a human's behalf does not pass here.</summary>
internal class Seams
{
    public virtual ILoggerFactory Logs => NullLoggerFactory.Instance;

    public virtual T Around<T>(T seam) where T : class => seam;
}
